import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|svg)$/;

/** Compresses once, as well as can be, what nginx would compress quickly for
 * every visitor (gzip_static). */
export function compressAssets(): Plugin {
  let out = '';
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved: (config) => void (out = join(config.root, config.build.outDir, 'assets')),
    closeBundle() {
      for (const name of readdirSync(out).filter((file) => TEXT.test(file))) {
        const file = join(out, name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}
