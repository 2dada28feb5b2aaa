// Farcall is published as ES modules, which jest does not load by itself: let Babel transform it as well.
module.exports = { transformIgnorePatterns: ["/node_modules/(?!farcall/)"] };
