/** One unit: its name and the unit above it. */
import { useState } from 'react';
import type { UnitLine } from '../../../../core/contract/person.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Choice } from '../../components/choice.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';

interface Props {
  readonly unit: UnitLine;
  readonly units: readonly UnitLine[];
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const TOP = 'top';

export function EditUnit({ unit, units, onSaved, onClose }: Props) {
  const [name, setName] = useState(unit.name);
  const [parentId, setParentId] = useState(unit.parentId);
  const saving = useErrand();
  const save = async () => {
    const isSaved = await saving.run(async (requestId) => {
      await api.changeUnit(unit.id, { requestId, name: name.trim(), parentId });
      return null;
    }, '您填的内容还在');
    if (!isSaved) return;
    onSaved();
    onClose();
  };
  return (
    <Sheet title={unit.name} onClose={onClose}>
      <Field label="单位名称" value={name} onChange={setName} most={60} testid="unit-name" />
      <Choice
        label="上级单位"
        options={[{ id: TOP, words: '没有上级单位' }, ...units.filter((one) => one.id !== unit.id).map((one) => ({ id: one.id, words: one.name }))]}
        chosen={parentId ?? TOP}
        onChoose={(id) => setParentId(id === TOP ? null : id)}
        testid="unit-parent"
      />
      {saving.wrong === null ? null : <Said look="wrong" words={saving.wrong} testid="wrong" />}
      <Button
        words="保存"
        look="main"
        isOff={name.trim() === ''}
        busy={saving.isBusy ? '正在保存' : null}
        onPress={() => void save()}
        testid="save-unit"
      />
    </Sheet>
  );
}
