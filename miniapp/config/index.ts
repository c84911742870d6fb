/** How Taro builds the phone: two mini-programs (weapp, dd) and H5 from one source, `core` compiled along as source. */
import path from 'node:path';
import { defineConfig } from '@tarojs/cli';
import webpack from 'webpack';

const core = path.resolve(__dirname, '../../core');

/** Packages below Taro that ship newer JavaScript than old phones read. */
const isModern = (file: string): boolean =>
  /node_modules[\\/](query-string|decode-uri-component|split-on-first|filter-obj|@stencil[\\/]core)[\\/]/.test(file);

/** `core` is written for Node's ESM: its imports end in `.js` and mean the `.ts` beside them. */
const resolveTypeScript = (chain: { merge(part: unknown): void }): void => {
  chain.merge({ resolve: { extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } } });
};

const viewer = path.resolve(__dirname, '../src/preview-later.ts');
/** Taro's own viewer of photos, unless our file asks for it. */
const previewLater = new webpack.NormalModuleReplacementPlugin(/[\\/]previewImage\.js$/, (asked) => {
  if (asked.contextInfo.issuer !== viewer) asked.request = viewer;
});

export default defineConfig({
  projectName: 'duban',
  date: '2026-11-24',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env['TARO_ENV'] ?? 'weapp'}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: ['@tarojs/plugin-platform-alipay-dd', path.resolve(__dirname, 'aria.ts'), path.resolve(__dirname, 'finish-h5.ts')],
  defineConstants: {
    /** Where the mini-program finds the service; the H5 asks its own origin. */
    DUBAN_API: JSON.stringify(process.env['TARO_ENV'] === 'h5' ? '' : (process.env['TARO_APP_API'] ?? 'http://127.0.0.1:3000')),
  },
  mini: {
    compile: { include: [core] },
    // A pixel stays one: a size in parts of the screen's width would bring targets under 44 px and words under 14 on a small phone.
    postcss: { pxtransform: { enable: false, config: {} } },
    miniCssExtractPluginOption: { ignoreOrder: true },
    webpackChain: resolveTypeScript,
  },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    compile: { include: [core, isModern] },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 20, maxRootSize: 22 } },
    },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'chunk/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: { filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css', ignoreOrder: true },
    webpackChain: (chain) => {
      resolveTypeScript(chain);
      chain.plugin('previewLater').use(previewLater);
      // Without it every page carries its own copy of the components.
      chain.merge({
        optimization: {
          splitChunks: { cacheGroups: { shared: { chunks: 'async', minChunks: 2, priority: 20, reuseExistingChunk: true, name: 'shared' } } },
        },
      });
    },
    devServer: { open: false },
  },
});
