/** 申诉 against a bad rating: the reason and its evidence, decided by somebody else. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '../../api.js';
import type { TaskAction } from '../../components/act-words.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { FileRows } from '../../components/file-rows.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { newId } from '../../new-id.js';
import { keepPhoto, pickEvidence } from '../../platform.js';
import { threeParts, troubleOf } from '../../trouble.js';

interface Props {
  readonly taskId: string;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

const MOST = 9;

export function ObjectSheet({ taskId, isBusy, wrong, onAct, onClose }: Props) {
  const [reason, setReason] = useState('');
  const [files, setFiles] = useState<readonly { readonly id: string; readonly name: string }[]>([]);
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const add = async () => {
    setTrouble(null);
    setSending(true);
    try {
      for (const picked of (await pickEvidence(MOST - files.length)).picked) {
        const key = newId();
        const path = await keepPhoto(key, picked.path, picked.kind ?? 'photo');
        const { id, name } = await api.upload({ ...picked, path }, { uploadId: key, taskId });
        setFiles((before) => [...before, { id, name }]);
      }
    } catch (error) {
      setTrouble(threeParts(troubleOf(error), '您写的内容和已传的材料还在'));
    } finally {
      setSending(false);
    }
  };
  const lacks = reason.trim() === '' ? '请写明理由，决定的人会看到。' : isSending ? '材料还在上传。' : '';
  return (
    <Sheet title="申诉由被评价人以外的审核人决定。成立的，这次评价不计入满意率。" onClose={onClose}>
      <Field label="申诉理由" kind="long" most={2000} value={reason} onChange={setReason} testid="act-text" />
      <FileRows
        files={files.map((file) => ({ ...file, words: '已上传', onRemove: () => setFiles((before) => before.filter(({ id }) => id !== file.id)) }))}
      />
      <Button
        words="添加材料（照片或文件）"
        busy={isSending ? '正在上传' : null}
        isOff={files.length >= MOST}
        onPress={() => void add()}
        testid="add-evidence"
      />
      {[trouble, wrong].map((words) => (words === null ? null : <Said key={words} look="wrong" words={words} />))}
      <View {...{ 'data-testid': 'act-lacks' }}>{lacks}</View>
      <Button
        words="提出申诉"
        look="main"
        isOff={lacks !== ''}
        busy={isBusy ? '正在提交' : null}
        onPress={() => onAct({ kind: 'object', reason: reason.trim(), evidenceIds: files.map(({ id }) => id) })}
        testid="act-object"
      />
    </Sheet>
  );
}
