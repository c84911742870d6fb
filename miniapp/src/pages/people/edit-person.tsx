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
  readonly codeWarning: string | null;
  /** With what to say of it; empty: nothing. */
  readonly onSaved: (words: string) => void;
  readonly onClose: () => void;
}

const NONE = 'none';
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function EditPerson({ person, units, codeWarning, onSaved, onClose }: Props) {
  const [name, setName] = useState(person?.name ?? '');
  const [unitId, setUnitId] = useState(person?.unitId ?? null);
  const [phone, setPhone] = useState(person?.phone ?? '');
  const [wecom, setWecom] = useState(person?.wecomUserId ?? '');
  const [dingtalk, setDingtalk] = useState(person?.dingtalkUserId ?? '');
  const [posts, setPosts] = useState(person?.posts ?? []);
  const [code, setCode] = useState<Code | null>(null);
  const [question, setQuestion] = useState<string | null>(null);
  const saving = useErrand();
  const asking = useErrand();
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
    setQuestion(null);
    if (!isSaved) return;
    onSaved(person === null || person.active === active ? '' : `已${active ? '恢复' : '停用'}${person.name}。`);
    onClose();
  };
  const askStop = (id: string) =>
    void asking.run(async () => {
      setQuestion((await api.stopQuestion(id)).words);
      return null;
    });

  if (person !== null && question !== null) {
    return (
      <Sheet title={question} onClose={() => setQuestion(null)}>
        <Button
          words={`停用${person.name}`}
          look="danger"
          busy={saving.isBusy ? '正在停用' : null}
          onPress={() => void save(false)}
          testid="stop-person"
        />
      </Sheet>
    );
  }

  return (
    <Sheet title={person === null ? '添加人员' : person.name} onClose={onClose}>
      {code === null || codeWarning === null ? null : <Said look="care" words={codeWarning} testid="code-warning" />}
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
        <View className="people-turn-off">
          {asking.wrong === null ? null : <Said look="wrong" words={asking.wrong} />}
          <Button
            words={person.active ? '停用此人' : '恢复此人'}
            look={person.active ? 'danger' : 'plain'}
            onPress={() => (person.active ? askStop(person.id) : void save(true))}
            testid="turn-person"
          />
        </View>
      )}
    </Sheet>
  );
}
