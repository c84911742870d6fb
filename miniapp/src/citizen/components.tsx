/** Stand-ins for the few of Taro's components that the rating page uses: plain elements under the classes our style sheets know. */
import { type ChangeEvent, type HTMLAttributes, type MouseEvent, type PointerEvent, useLayoutEffect, useRef } from 'react';

interface BoxProps extends HTMLAttributes<HTMLDivElement> {
  readonly hoverClass?: string;
}

export function View({ hoverClass = 'none', ...rest }: BoxProps) {
  const hold = (event: PointerEvent<HTMLDivElement>) => event.currentTarget.classList.add(hoverClass);
  const release = (event: PointerEvent<HTMLDivElement>) => event.currentTarget.classList.remove(hoverClass);
  const held = hoverClass === 'none' ? {} : { onPointerDown: hold, onPointerUp: release, onPointerLeave: release, onPointerCancel: release };
  return <div {...rest} {...held} />;
}

export const Text = (props: HTMLAttributes<HTMLSpanElement>) => <span {...props} />;

interface PictureProps {
  readonly className?: string;
  readonly src: string;
  readonly mode?: string;
  readonly nativeProps?: Readonly<Record<string, unknown>>;
}

export const Image = ({ className = '', src, mode = '', nativeProps }: PictureProps) => (
  <div className={`picture ${mode} ${className}`}>
    <img src={src} alt="" {...nativeProps} />
  </div>
);

interface FieldProps {
  readonly className?: string;
  readonly value: string;
  readonly placeholder: string;
  readonly maxlength: number;
  readonly disabled: boolean;
  readonly onInput: (event: { readonly detail: { readonly value: string } }) => void;
  readonly nativeProps?: Readonly<Record<string, unknown>>;
  /** Taro's `number` brings up digits. */
  readonly type?: string;
  readonly 'data-testid'?: string;
}

const inside = ({ value, placeholder, maxlength, disabled, onInput, nativeProps }: FieldProps) => ({
  value,
  placeholder,
  maxLength: maxlength,
  disabled,
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onInput({ detail: { value: event.target.value } }),
  onClick: (event: MouseEvent) => event.stopPropagation(),
  ...nativeProps,
});

export const Input = (props: FieldProps) => (
  <div className={props.className} data-testid={props['data-testid']}>
    <input className="weui-input" type={props.type === 'number' ? 'tel' : 'text'} {...inside(props)} />
  </div>
);

/** Grows with what is written. */
export function Textarea(props: FieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current === null) return;
    area.current.style.height = 'auto';
    area.current.style.height = `${area.current.scrollHeight}px`;
  }, [props.value]);
  return (
    <div className={props.className} data-testid={props['data-testid']}>
      <textarea ref={area} className="taro-textarea" {...inside(props)} />
    </div>
  );
}
