/** Runs once for each DevTools window: adds the panel, which is loaded when somebody first opens it. */

chrome.devtools.panels.create("Farcall", "icons/32.png", "panel.html");
