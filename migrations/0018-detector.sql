-- The detector's points are a model with a version; what was called a card is one.
alter table meter_states rename column card_version to model_version;
alter table alarms rename column card_version to model_version;
