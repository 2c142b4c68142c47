/** `sticky` of tables: the head stays below the top bar, which is as high as shell.css says. The kit's own place is over the bar. */
export const belowBar = { offsetHeader: 48 }
