/** What one message may carry, beside the limits of the chat itself. */
export const MOST_FILES = 9;
/** All the files of one message, bytes. */
export const TOTAL_LIMIT = 25 * 1024 * 1024;
