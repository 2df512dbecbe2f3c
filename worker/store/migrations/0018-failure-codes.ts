/** Past failures by their code, so that the window says them in its language; null for those from before, except what a feed fails with now. */
export const failureCodes = `
ALTER TABLE feed_failure ADD COLUMN code TEXT;
UPDATE feed_failure SET code = (SELECT failure_code FROM feed WHERE id = feed_id AND failure_message = message);
`;
