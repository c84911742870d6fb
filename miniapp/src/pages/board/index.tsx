/** 看板: three figures, what moved, then unit by unit; a tap goes one level down and keeps the filter. */
import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { Board, BoardQuery, Figure } from '../../../../core/contract/board.js';
import { api, boardExportAddress } from '../../api.js';
import { Button } from '../../components/button.js';
import { FigureLines } from '../../components/figure-lines.js';
import { GiveFile } from '../../components/give-file.js';
import { Empty } from '../../components/empty.js';
import { SHAPES } from '../../components/light.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Press } from '../../components/press.js';
import { RoomBar } from '../../components/room-bar.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { useExport } from '../../hooks/use-export.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { ledgerWith, RECURRING, WEEK_FILE } from '../../paths.js';
import { BoardFilters } from './board-filters.js';
import { UnitLine } from './unit-line.js';
import './index.css';

const openList = ({ list }: Pick<Figure, 'list'>): void => void Taro.navigateTo({ url: ledgerWith(list) });

/** 逾期, 临近, 正常, 办结: each opens its tasks. */
function Lights({ lights }: { readonly lights: Board['lights'] }) {
  return (
    <View className="board-lights">
      {[lights.slice(0, 2), lights.slice(2)].map((pair) => (
        <View key={pair[0]?.id} className="board-pair">
          {pair.map((figure) => (
            <Press
              key={figure.id}
              className={`board-light is-${figure.id}`}
              onPress={() => openList(figure)}
              isOff={figure.count === 0}
              label={`${figure.words} ${figure.count} 项`}
              testid={`light-${figure.id}`}
            >
              <Text className="board-count">{figure.count}</Text>
              <Text>{`${SHAPES[figure.id as keyof typeof SHAPES]} ${figure.words}`}</Text>
            </Press>
          ))}
        </View>
      ))}
    </View>
  );
}

interface FiguresProps {
  readonly title: string;
  /** What they say together. */
  readonly words?: readonly string[];
  readonly figures: readonly Figure[];
  readonly testid: string;
}

function Figures({ title, words = [], figures, testid }: FiguresProps) {
  if (figures.length === 0) return null;
  return (
    <Section title={title} testid={testid}>
      {words.map((line) => (
        <View key={line} className="board-done">
          {line}
        </View>
      ))}
      <FigureLines figures={figures} onOpen={openList} />
    </Section>
  );
}

function Whole({ board, query, onChange }: { readonly board: Board; readonly query: BoardQuery; readonly onChange: (query: BoardQuery) => void }) {
  const down = (under: string | null): void => onChange({ ...query, under: under ?? undefined });
  const { up } = board;
  const file = useExport('/api/board/report', WEEK_FILE);
  const units = useExport(boardExportAddress(query), '各单位情况.xlsx');
  return (
    <>
      {up === null ? null : <Button words={`‹ 回到${up.name === '全部单位' ? '' : ' '}${up.name}`} onPress={() => down(up.under)} testid="up" />}
      <View className="board-title" {...{ role: 'heading', 'aria-level': '2', 'data-testid': 'board-title' }}>
        {board.title}
      </View>
      <Press className="board-all" onPress={() => openList(board)} role="link" testid="board-done">
        <Text className="board-done">{`${board.doneWords}。`}</Text>
        <Text className="board-all-turn">看全部 ›</Text>
      </Press>
      {board.evidenceWords === null ? null : <View className="board-done">{`${board.evidenceWords}。`}</View>}
      <Lights lights={board.lights} />
      <View className="board-columns">
        <View>
          <Section title="各单位（最急的在前）" testid="units">
            {board.units.map((unit) => (
              <UnitLine key={unit.id} unit={unit} onOpen={() => (unit.under === null ? openList(unit) : down(unit.under))} />
            ))}
          </Section>
        </View>
        <View>
          <Figures title="逾期多久" figures={board.ageing} testid="ageing" />
          <Figures title="近期变化和需要留意的" figures={board.movement} testid="movement" />
          <Figures
            title="办结是否按期"
            words={board.inTimeWords === null ? [] : [`${board.inTimeWords}。`]}
            figures={board.inTime}
            testid="in-time"
          />
          <Figures title="差评工单" words={board.tickets?.words ?? []} figures={board.tickets?.figures ?? []} testid="tickets" />
        </View>
      </View>
      <View className="board-files">
        <Button words="共性问题" onPress={() => void Taro.navigateTo({ url: RECURRING })} testid="recurring" />
        <GiveFile words="导出各单位情况（Excel 表格）" busyWords="正在准备表格" {...units} testid="export-units" />
        <GiveFile words="下载周报（Word）" busyWords="正在准备周报" {...file} testid="export-week" />
      </View>
      <View className="board-at">{`统计时间：${board.atWords}`}</View>
    </>
  );
}

export default function BoardPage() {
  const me = useMe();
  const { under } = useRouter().params;
  const [query, setQuery] = useState<BoardQuery>(under === undefined ? {} : { under });
  const { value, wrong, isRefused, isLoading, reload } = useLoaded({ name: JSON.stringify(query), load: () => api.board(query) });
  if (me === null) return <Screen title="看板">{null}</Screen>;
  return (
    <Screen title="看板" isWide bar={<RoomBar me={me} here="board" onSignOut={signOut} />}>
      <NotLoaded of={{ wrong, isRefused, reload }} />
      {value === null && isLoading ? <Empty words="正在打开看板" /> : null}
      {value === null ? null : <BoardFilters board={value} query={query} onChange={setQuery} />}
      {value === null ? null : value.total > 0 ? (
        <Whole board={value} query={query} onChange={setQuery} />
      ) : (
        <Empty
          words={
            Object.values(query).some((one) => one !== undefined)
              ? '没有符合条件的任务。'
              : '还没有开始督办的任务。开始督办后，各单位的情况会出现在这里。'
          }
        >
          {Object.values(query).some((one) => one !== undefined) ? <Button words="清除筛选" onPress={() => setQuery({})} testid="clear" /> : null}
        </Empty>
      )}
    </Screen>
  );
}
