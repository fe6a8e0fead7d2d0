/** The language of the window. Sentences come from the host in it; numbers and dates in another form beside them confuse. */
export const LANGUAGE = 'en-GB';
