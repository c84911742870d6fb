/** A post to add: which, and for which unit where it belongs to one. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { UnitLine } from '../../../../core/contract/person.js';
import { Choice } from '../../components/choice.js';
import { POST_WORDS } from '../../../../core/people/post-words.js';
import { POST_KINDS, type Post } from './post-words.js';

interface Props {
  readonly units: readonly UnitLine[];
  readonly onAdd: (post: Post) => void;
}

const WHOLE = 'whole';

export function AddPost({ units, onAdd }: Props) {
  const [kind, setKind] = useState<Post['kind'] | null>(null);
  const choose = (id: string) => {
    if (kind === null) return;
    const unit = units.find((one) => one.id === id);
    onAdd({ kind, unitId: unit?.id ?? null, unitName: unit?.name ?? null });
    setKind(null);
  };
  return (
    <View>
      <Choice
        label="添加角色"
        options={POST_KINDS.map((one) => ({ id: one, words: POST_WORDS[one] }))}
        chosen={kind}
        hint="选择角色"
        onChoose={(id) => setKind(POST_KINDS.find((one) => one === id) ?? null)}
        testid="post-kind"
      />
      {kind === null ? null : (
        <Choice
          label={`${POST_WORDS[kind]}管哪个单位`}
          options={[{ id: WHOLE, words: '不限单位' }, ...units.map((unit) => ({ id: unit.id, words: unit.name }))]}
          chosen={null}
          hint="选择单位后即添加"
          onChoose={choose}
          testid="post-unit"
        />
      )}
    </View>
  );
}
