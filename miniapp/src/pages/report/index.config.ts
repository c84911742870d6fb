export default definePageConfig({ navigationBarTitleText: '报进展' });
