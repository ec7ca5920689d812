import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    environmentOptions: {
      // The frames of the tests stay at about:blank; the default reports even that as refused.
      happyDOM: { settings: { disableIframePageLoading: false } },
    },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
