/** Builds both pages with one bundler, plain and with compiled messages: `node build.js vite`. */
const name = process.argv[2];
const { bundle } = await import(`./bundlers/${name}.js`);
const { compileProtobuf } = await import(`farcall/${name}`);

for (const page of ["unary", "page"]) {
  await bundle({ entry: `src/${page}.ts`, folder: `dist/${page}-plain`, plugins: [] });
  await bundle({ entry: `src/${page}.ts`, folder: `dist/${page}-compiled`, plugins: [compileProtobuf()] });
}
