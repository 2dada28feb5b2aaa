// Farcall is published as ES modules, which jest does not load by default: Babel must transform them as well.
module.exports = { transformIgnorePatterns: ["/node_modules/(?!farcall/)"] };
