import react from '@vitejs/plugin-react';
import browserslistToEsbuild from 'browserslist-to-esbuild';
import { defineConfig } from 'vitest/config';
import { compressAssets } from './compress';

const backend = 'http://127.0.0.1:8787';

// The base path is decided when the server starts, so every reference that
// the build writes is relative to the page's <base>.
export default defineConfig({
  base: './',
  plugins: [react(), compressAssets()],
  build: {
    target: browserslistToEsbuild(),
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: { '/api': backend, '/captures': backend },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
