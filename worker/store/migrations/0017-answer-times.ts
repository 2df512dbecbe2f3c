/** How long a feed's server takes to answer, the latest checks counting most; null until it was asked. */
export const answerTimes = `
ALTER TABLE feed ADD COLUMN answer_ms INTEGER;
`;
