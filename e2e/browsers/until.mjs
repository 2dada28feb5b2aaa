/** Retries an operation that fails while a browser starts. */

const pauseMs = 100;
const patienceMs = 15_000;

/**
 * @template T
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>} the first success, or the last failure
 */
export async function until(attempt) {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
