/** One person: name, unit, telephone, platform ids, posts; and a one-time code that is shown once. */
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { OneTimeCode as Code, PersonDetail, UnitLine } from '../../../../core/contract/person.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Choice } from '../../components/choice.js';
import { Field } from '../../components/field.js';
import { Press } from '../../components/press.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { AddPost } from './add-post.js';
import { OneTimeCode } from './one-time-code.js';
import { postWords } from './post-words.js';

interface Props {
  /** Null: a new person. */
  readonly person: PersonDetail | null;
  readonly units: readonly UnitLine[];
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const NONE = 'none';
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function EditPerson({ person, units, onSaved, onClose }: Props) {
  const [name, setName] = useState(person?.name ?? '');
  const [unitId, setUnitId] = useState(person?.unitId ?? null);
  const [phone, setPhone] = useState(person?.phone ?? '');
  const [wecom, setWecom] = useState(person?.wecomUserId ?? '');
  const [dingtalk, setDingtalk] = useState(person?.dingtalkUserId ?? '');
  const [posts, setPosts] = useState(person?.posts ?? []);
  const [code, setCode] = useState<Code | null>(null);
  const saving = useErrand();
  const ledgerPosts = person?.ledgerPosts ?? [];

  const save = async (active: boolean) => {
    const change = {
      name: name.trim(),
      unitId,
      phone: orNull(phone),
      wecomUserId: orNull(wecom),
      dingtalkUserId: orNull(dingtalk),
      posts: posts.map((post) => ({ kind: post.kind, unitId: post.unitId })),
      active,
    };
    const isSaved = await saving.run(async (requestId) => {
      if (person === null) await api.addPerson({ requestId, ...change });
      else await api.changePerson(person.id, { requestId, ...change });
      return null;
    }, '您填的内容还在');
    if (!isSaved) return;
    onSaved();
    onClose();
  };

  return (
    <Sheet title={person === null ? '添加人员' : person.name} onClose={onClose}>
      {person?.active === true ? <OneTimeCode personId={person.id} code={code} onCode={setCode} /> : null}
      <Field label="姓名" value={name} onChange={setName} most={40} testid="name" />
      <Choice
        label="单位"
        options={[{ id: NONE, words: '未写单位' }, ...units.map((unit) => ({ id: unit.id, words: unit.name }))]}
        chosen={unitId ?? NONE}
        onChoose={(id) => setUnitId(id === NONE ? null : id)}
        testid="person-unit"
      />
      <Field label="电话" kind="phone" value={phone} onChange={setPhone} most={20} testid="phone" />
      <Field label="企业微信账号（管理后台通讯录里的“账号”）" value={wecom} onChange={setWecom} most={64} testid="wecom" />
      <Field label="钉钉账号（管理后台通讯录里的员工编号）" value={dingtalk} onChange={setDingtalk} most={64} testid="dingtalk" />
      <View className="people-posts">
        <View className="people-side">督办角色</View>
        {posts.length + ledgerPosts.length === 0 ? <View className="people-side">还没有角色。</View> : null}
        {ledgerPosts.map((words) => (
          <View key={words}>{words}</View>
        ))}
        {posts.map((post) => (
          <View key={`${post.kind}${post.unitId}`} className="people-post">
            <Text>{postWords(post)}</Text>
            <Press
              className="people-drop"
              onPress={() => setPosts(posts.filter((one) => one !== post))}
              label={`去掉${postWords(post)}`}
              testid="drop-post"
            >
              <Text>去掉</Text>
            </Press>
          </View>
        ))}
        <AddPost units={units} onAdd={(post) => setPosts([...posts.filter((one) => one.kind !== post.kind || one.unitId !== post.unitId), post])} />
      </View>
      {saving.wrong === null ? null : <Said look="wrong" words={saving.wrong} testid="wrong" />}
      <Button
        words="保存"
        look="main"
        isOff={name.trim() === ''}
        busy={saving.isBusy ? '正在保存' : null}
        onPress={() => void save(person?.active ?? true)}
        testid="save-person"
      />
      {person === null ? null : (
        <Button words={person.active ? '停用此人' : '恢复此人'} look="danger" onPress={() => void save(!person.active)} testid="turn-person" />
      )}
    </Sheet>
  );
}
