export default definePageConfig({ navigationBarTitleText: '匹配账号' });
