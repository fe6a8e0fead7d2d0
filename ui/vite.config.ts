import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // The catalogue and the icon lie beside this folder; the development mock and the start page read them.
  server: { port: 5173, strictPort: true, fs: { allow: ['..'] } },
  build: {
    target: ['es2022', 'safari16.4', 'chrome111'],
    // The window's policy allows files of its own only: nothing inline, no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node', css: true },
});
