/** 报进展: how far, a few words, up to nine photos. What is written stays on the phone until the service has answered. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { ActAnswer } from '../../../../core/contract/task-action.js';
import type { TaskDetail } from '../../../../core/contract/task-detail.js';
import { ActSheet } from '../../components/act-sheet.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { toggled } from '../../components/clock-choice.js';
import { Empty } from '../../components/empty.js';
import { EvidenceList, lackingList } from '../../components/evidence-list.js';
import { Field } from '../../components/field.js';
import { LightMark } from '../../components/light.js';
import { asksForItem } from '../../components/need-words.js';
import { Percent } from '../../components/percent.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { SecretsLine } from '../../components/secrets-line.js';
import { Section } from '../../components/section.js';
import { isNoFigure, keptWords, MOST_PHOTOS, MOST_TEXT } from '../../drafts.js';
import { useMe } from '../../hooks/use-me.js';
import { type Report, useReport } from '../../hooks/use-report.js';
import { useTask } from '../../hooks/use-task.js';
import { decoded, MY, reportPath } from '../../paths.js';
import { phrasesFor, withPhrase } from '../../phrases.js';
import { threeParts } from '../../trouble.js';
import { DraftPhotos } from './draft-photos.js';
import './index.css';

const SAFE = '文字、照片和文件已存在本机';
const home = (): void => void Taro.reLaunch({ url: MY });

function wrongWords(report: Report): string | null {
  if (report.lacks !== null) return report.lacks;
  if (report.trouble === null) return null;
  const changed = report.trouble.status === 409 ? '任务已按最新情况显示，请核对后再提交' : '';
  const again = report.draft.pending === null ? '' : '点“再次提交”不会重复';
  return threeParts(report.trouble, [SAFE, changed, again].filter((part) => part !== '').join('。'));
}

interface WritingProps {
  readonly task: TaskDetail;
  readonly report: Report;
  /** The item of the evidence list for which the page was opened; empty: none. */
  readonly wanted: string;
  readonly isDemo: boolean;
}

/** Where items are asked for, what they are stands above the pictures; a tap on one that lacks picks for it. */
function Asked({ task, report, isLocked }: Pick<WritingProps, 'task' | 'report'> & { readonly isLocked: boolean }) {
  if (!asksForItem(task.evidenceNeeds)) return null;
  return <EvidenceList needs={task.evidenceNeeds} onAdd={isLocked ? undefined : ({ words }) => void report.pick(words)} />;
}

/** What was measured of each target; what is left empty says nothing. */
function Readings({ task, report, isLocked }: Pick<WritingProps, 'task' | 'report'> & { readonly isLocked: boolean }) {
  if (task.targets.length === 0) return null;
  const readings = report.draft.readings ?? {};
  return (
    <Section title="量化指标的最新读数（没有可不填）">
      {task.targets.map(({ name, unit, words, readings: known }, at) => (
        <Field
          key={name}
          label={`${words}${known.length === 0 ? '' : `，上次 ${known.at(-1)?.words ?? ''}`}`}
          hint={unit === '' ? '只写数字' : `只写数字（${unit}）`}
          most={12}
          isOff={isLocked}
          value={readings[name] ?? ''}
          wrong={report.lacks !== null && isNoFigure(readings[name]) ? '请只写数字，如 12.5。' : null}
          onChange={(typed) => report.change((edited) => ({ ...edited, readings: { ...edited.readings, [name]: typed } }))}
          testid={`reading-${at}`}
        />
      ))}
    </Section>
  );
}

/** Milestones still to be reached, to tick with this report. */
function Reached({ task, report, isLocked }: Pick<WritingProps, 'task' | 'report'> & { readonly isLocked: boolean }) {
  const open = task.milestones.filter(({ state }) => state !== 'waiting' && state !== 'accepted');
  if (open.length === 0) return null;
  const reached = report.draft.reached ?? [];
  return (
    <Section title="这次完成了哪个阶段节点（没有可不选）">
      <Chips
        label="完成的阶段节点"
        isOff={isLocked}
        chips={open.map(({ name, dayWords, stateWords }) => ({ id: name, words: `${name} · ${dayWords} ${stateWords}` }))}
        chosen={reached}
        onTap={(name) => report.change((edited) => ({ ...edited, reached: toggled(edited.reached ?? [], name) }))}
      />
    </Section>
  );
}

function Writing({ task, report, wanted, isDemo }: WritingProps) {
  const { draft, change } = report;
  const isLocked = draft.pending !== null;
  const wrong = wrongWords(report);
  const busy = report.state === 'sending' ? '正在提交' : report.state === 'photos' ? '正在等材料传完，传完自动提交' : null;
  return (
    <Screen
      title="报进展"
      foot={
        <>
          {wrong === null ? null : <Said look="wrong" words={wrong} testid="wrong" />}
          <View className="report-saved" {...{ role: 'status', 'data-testid': 'draft-saved' }}>
            {keptWords(draft, new Date())}
          </View>
          <Button words={isLocked ? '再次提交' : '提交进展'} look="main" busy={busy} onPress={report.submit} testid="submit-report" />
        </>
      }
    >
      <View className="report-task">
        <LightMark light={task.light} words={task.lightWords} />
        <View className="report-measure">{task.measure}</View>
      </View>
      {task.returnWords === null ? null : (
        <Said look="care" words={[task.returnWords, task.amendWords].filter((words) => words !== null).join('\n')} testid="returned" />
      )}
      {isLocked && report.state === 'idle' && wrong === null ? (
        <Said look="care" words={`上一次提交没有收到回音。${SAFE}。请点“再次提交”，不会重复。`} testid="locked" />
      ) : null}
      <Section title="完成比例">
        <Percent value={draft.percent} isOff={isLocked} onChange={(percent) => change((edited) => ({ ...edited, percent }))} />
      </Section>
      <Section title="进展情况">
        <Chips
          label="常用说法"
          isOff={isLocked}
          chips={phrasesFor(task.measure).map((phrase) => ({ id: phrase, words: phrase }))}
          onTap={(phrase) => change((edited) => ({ ...edited, text: withPhrase(edited.text, phrase) }))}
        />
        <Field
          label="用自己的话补充"
          kind="long"
          most={MOST_TEXT}
          isOff={isLocked}
          hint="做了什么，到哪一步"
          value={draft.text}
          onChange={(text) => change((edited) => ({ ...edited, text }))}
          testid="report-text"
        />
      </Section>
      <Readings task={task} report={report} isLocked={isLocked} />
      <Reached task={task} report={report} isLocked={isLocked} />
      <Section title={`照片和文件 ${draft.photos.length}/${MOST_PHOTOS}`}>
        {wanted === '' ? null : <View className="report-wanted">{`正在为“${wanted}”添加材料。`}</View>}
        <Asked task={task} report={report} isLocked={isLocked} />
        <DraftPhotos report={report} needs={task.evidenceNeeds} wanted={wanted} isLocked={isLocked} isDemo={isDemo} />
        <SecretsLine />
      </Section>
    </Screen>
  );
}

function Done({ answer }: { readonly answer: ActAnswer }) {
  const desk = useTask(answer.task.id, answer.task);
  const words = desk.answer?.words ?? answer.words;
  const submit = (desk.task.value ?? answer.task).allowed.find((allowed) => allowed.kind === 'submit');
  return (
    <Screen
      title="已提交"
      foot={
        <>
          {submit === undefined || submit.missing !== null ? null : (
            <Button
              words={submit.words}
              look="main"
              busy={desk.acting.isBusy ? '正在提交' : null}
              onPress={() => desk.ask(submit)}
              testid="do-submit"
            />
          )}
          <Button words="返回我的任务" look={submit === undefined || submit.missing !== null ? 'main' : 'plain'} onPress={home} testid="home" />
        </>
      }
    >
      <Said look="done" words={words} testid="answer" />
      {lackingList({
        task: desk.task.value ?? answer.task,
        onAdd: ({ words: need }) => void Taro.redirectTo({ url: reportPath(answer.task.id, need) }),
      })}
      {submit === undefined ? null : <View className="report-next">{submit.missing ?? `全部完成的话，可以现在${submit.words}，由审核人核验。`}</View>}
      {desk.acting.wrong === null || desk.asked !== null ? null : <Said look="wrong" words={desk.acting.wrong} />}
      {desk.asked === null ? null : (
        <ActSheet
          allowed={desk.asked}
          isBusy={desk.acting.isBusy}
          wrong={desk.acting.wrong}
          typed={desk.typed}
          onReason={desk.actSoon}
          onAct={(action) => void desk.act(action)}
          onClose={desk.close}
        />
      )}
    </Screen>
  );
}

function ReportForm({ task, wanted, isDemo }: Pick<WritingProps, 'task' | 'wanted' | 'isDemo'>) {
  const report = useReport(task);
  return report.answer === null ? <Writing task={task} report={report} wanted={wanted} isDemo={isDemo} /> : <Done answer={report.answer} />;
}

export default function ReportPage() {
  const { id = '', need = '' } = useRouter().params;
  const me = useMe();
  const { task } = useTask(id);
  if (task.value === null || me === null) {
    return <Screen title="报进展">{task.wrong === null ? <Empty words="正在打开任务" /> : <NotLoaded of={task} />}</Screen>;
  }
  return <ReportForm key={task.value.id} task={task.value} wanted={decoded(need)} isDemo={me.demo} />;
}
