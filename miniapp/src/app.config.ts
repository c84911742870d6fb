/** Pages and window. Rooms made for the office live in sub-packages, so that the phone of a responsible person stays light. */
const weapp = process.env['TARO_ENV'] === 'weapp';

const office = [
  'ledger',
  'board',
  'recurring',
  'import',
  'people',
  'robots',
  'connections',
  'directory',
  'policies',
  'operations',
  'chat',
  'windows',
  'satisfaction',
  'ratings',
];
/** In a browser rating is a page of its own (`citizen/`). */
const rooms = process.env['TARO_ENV'] === 'h5' ? office : [...office, 'rate'];

export default defineAppConfig({
  pages: ['my', 'task', 'report', 'review', 'messages', 'sign-in', 'join'].map((name) => `pages/${name}/index`),
  subPackages: rooms.map((name) => ({ root: `pages/${name}`, pages: ['index'] })),
  window: {
    navigationBarTitleText: '督办',
    navigationBarBackgroundColor: weapp ? '@bar' : '#FFFFFF',
    navigationBarTextStyle: (weapp ? '@barText' : 'black') as 'black',
    backgroundColor: weapp ? '@ground' : '#F4F5F7',
    backgroundTextStyle: 'dark',
    enablePullDownRefresh: false,
  },
  ...(weapp ? { darkmode: true, themeLocation: 'theme.json', lazyCodeLoading: 'requiredComponents' } : {}),
});
