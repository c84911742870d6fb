/** Taro's mini-program templates leave out ARIA; this adds the few names our own components use. */
interface Builder {
  registerMethod(method: { name: string; fn: (platform: Platform) => void }): void;
}
interface Platform {
  readonly template?: { mergeComponents(context: unknown, components: Record<string, Record<string, string>>): void };
}

const ARIA = { 'aria-role': 'i.ariaRole', 'aria-label': 'i.ariaLabel' };

export default (context: Builder): void => {
  context.registerMethod({
    name: 'onSetupClose',
    fn: (platform) => platform.template?.mergeComponents(context, { View: ARIA }),
  });
};
