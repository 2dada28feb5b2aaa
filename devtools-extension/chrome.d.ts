/**
 * The part of the DevTools API that the extension uses. Firefox offers the same names under `chrome`.
 *
 * @see https://developer.chrome.com/docs/extensions/reference/api/devtools
 */
declare const chrome: {
  runtime: {
    getURL(path: string): string;
  };
  devtools: {
    inspectedWindow: {
      /** Evaluates in the page. `problem` says why there is no value. */
      eval(expression: string, callback: (value: unknown, problem?: EvalProblem) => void): void;
      reload(options: { injectedScript?: string; ignoreCache?: boolean }): void;
    };
    network: {
      /** Passes the requests that DevTools have recorded so far. */
      getHAR(callback: (log: { entries: NetworkRequest[] }) => void): void;
      onRequestFinished: { addListener(callback: (request: NetworkRequest) => void): void };
      onNavigated: { addListener(callback: (url: string) => void): void };
    };
    panels: {
      /** "dark", or any other value for light. */
      themeName: string;
      create(title: string, icon: string, page: string): void;
      /** `line` and `column` count from 0. Missing in Firefox. */
      openResource?: (url: string, line: number, column: number, callback?: () => void) => void;
      /** Reports theme changes in Chromium. */
      setThemeChangeHandler?: (callback: (themeName: string) => void) => void;
      /** Reports theme changes in Firefox. */
      onThemeChanged?: { addListener(callback: (themeName: string) => void): void };
    };
  };
};

/** A HAR entry whose body can be requested. */
interface NetworkRequest {
  response: { content: { size: number; encoding?: string } };
  /** `encoding` is "base64" or nothing in Chromium, and the media type in Firefox. */
  getContent?(callback: (text: string | null, encoding: string) => void): void;
}

interface EvalProblem {
  /** It could not be evaluated. */
  isError?: boolean;
  code?: string;
  description?: string;
  /** It threw: `value` says what. */
  isException?: boolean;
  value?: string;
}
