import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const limits = { 'widget.js': 2_000, total: 45_000 };

const result = await build({
  entryPoints: { widget: 'src/loader/loader.ts', app: 'src/app/main.tsx' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
  legalComments: 'none',
  logLevel: 'info',
});

await mkdir('dist', { recursive: true });
const total = { raw: 0, gzip: 0, brotli: 0 };
let isOver = false;

const row = (name, size) =>
  `${name.padEnd(12)} ${String(size.raw).padStart(7)} B   gzip ${String(size.gzip).padStart(6)} B   brotli ${String(size.brotli).padStart(6)} B`;

function judge(name, size) {
  console.log(row(name, size));
  const limit = limits[name];
  // Servers without brotli send gzip: the larger figure counts.
  if (limit && Math.max(size.gzip, size.brotli) > limit) {
    console.error(`${name} exceeds its budget of ${limit} B compressed.`);
    isOver = true;
  }
}

for (const { path, contents } of result.outputFiles) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const size = { raw: contents.length, gzip: gzipSync(contents, { level: 9 }).length, brotli: brotliCompressSync(contents).length };
  for (const key of Object.keys(total)) total[key] += size[key];
  judge(name, size);
  await replace(`dist/${name}`, contents);
}
judge('total', total);
if (isOver) process.exitCode = 1;

/** Readers never see half a file, and an unchanged file keeps its time stamp. */
async function replace(path, contents) {
  const before = await readFile(path).catch(() => undefined);
  if (before && Buffer.from(contents).equals(before)) return;
  await writeFile(`${path}.new`, contents);
  await rename(`${path}.new`, path);
}
