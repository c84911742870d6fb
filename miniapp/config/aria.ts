/** Taro's mini-program templates leave out ARIA; this adds the few names our own components use. There `role` is called `aria-role`. */
interface Builder {
  registerMethod(method: { name: string; fn: (platform: Platform) => void }): void;
}
interface Platform {
  readonly template?: { mergeComponents(context: unknown, components: Record<string, Record<string, string>>): void };
}

const LABEL = { 'aria-label': 'i.ariaLabel' };
const BOX = { ...LABEL, 'aria-role': 'i.role' };

export default (context: Builder): void => {
  context.registerMethod({
    name: 'onSetupClose',
    fn: (platform) => platform.template?.mergeComponents(context, { View: BOX, Input: LABEL, Textarea: LABEL }),
  });
};
