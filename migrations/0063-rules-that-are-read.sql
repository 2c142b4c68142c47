-- A row that no part of the program reads promises what does not happen. Files are bounded by their rows from now on.
update rules set value = '{"maxEdgePx": 2000}' where key = 'file.display';
update rules set value = jsonb_set(value, '{mediaTypes}', (value -> 'mediaTypes') || '["image/webp", "image/heic"]')
 where key = 'file.mediaTypes.document' and not value -> 'mediaTypes' ? 'image/heic';
