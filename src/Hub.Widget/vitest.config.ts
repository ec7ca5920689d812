import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    environmentOptions: {
      // The frames of the tests stay at about:blank; unset, even that is reported as refused.
      happyDOM: { settings: { enableIframePageLoading: true } },
    },
    // One page for all files: each cleans up after itself.
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
