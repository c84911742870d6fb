export default definePageConfig({ navigationBarTitleText: '服务窗口' });
