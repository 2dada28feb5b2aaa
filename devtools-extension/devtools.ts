/** Runs once per DevTools window: adds the panel, which is loaded when it is first opened. */

chrome.devtools.panels.create("Farcall", "icons/32.png", "panel.html");
