/** Turns care mode 关怀模式 on and off for everything on this device. */
import { Button } from './button.js';
import { useSurroundings } from './surroundings.js';

export function CareButton({ look = 'plain' }: { readonly look?: 'plain' | 'quiet' }) {
  const { care, turnCare } = useSurroundings();
  return <Button words={care ? '恢复标准字号' : '关怀模式（大字）'} look={look} onPress={() => turnCare(!care)} testid="care" />;
}
