/** Compiles TypeScript for jest, with the compiler that is already installed. */
import { transformWithOxc } from "vite";

export default {
  /**
   * @param {string} source
   * @param {string} path
   */
  async processAsync(source, path) {
    const { code } = await transformWithOxc(source, path, { jsx: { runtime: "automatic", development: false } });
    return { code };
  },
};
