import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, onTestFinished } from 'vitest';
import { Router } from 'wouter';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { problem } from '../../../../contract/problem.ts';
import { ComingModel } from '../../../../renderer/features/chat/ComingModel.tsx';
import { speak } from '../../../../words/words.ts';
import { aModel } from '../../../support/a-model.ts';
import { fakeOffices } from '../../../support/fake-control/fake-offices.ts';
import { copy, download } from '../../../support/fake-control/office-parts.ts';

const model = 'gemma-3-1b-it';
const demo = aModel({ name: 'demo', demo: true, state: 'ready' });
const loading = aModel({ name: model, state: 'loading' });
const line = (changes: Partial<OfficeState>): string =>
  renderToStaticMarkup(
    <Router ssrPath="/chat">
      <ComingModel state={{ ...fakeOffices.empty(), models: [demo], ...changes }} />
    </Router>,
  ).replaceAll(/<[^>]*>/g, '');
const coming = (more: Parameters<typeof download>[3]) => ({ downloads: [download(model, 'Q8_0', [0.425, 1], more)] });

it('says how far the first model is, and how long it takes still', () => {
  expect(line(coming({ state: 'loading', secondsLeft: 119 }))).toBe(`${model} is on its way: 42 %, about 2 min`);
  expect(line(coming({ state: 'queued', totalBytes: null }))).toBe(`${model} is on its way`);
  expect(line(coming({ state: 'checking' }))).toBe(`${model} is here and being checked`);
  const copies = [copy(model, 'pc1', [0.5, 1], { purpose: 'placement' })];
  expect(line({ models: [demo, loading], copies })).toBe(`${model} is on its way to pc1: 50 %`);
  expect(line({ models: [demo, loading] })).toBe(`${model} is being loaded and answers soon`);
});

it('says why it does not come, and leads to where that can be mended', () => {
  const broken = problem('hub_unreachable', 'huggingface.co cannot be reached.');
  const reason = 'huggingface.co cannot be reached.';
  expect(line(coming({ state: 'failed', problem: broken }))).toBe(`${model} was not downloaded. ${reason} Models`);
  expect(line(coming({ state: 'waiting', problem: broken }))).toBe(`${model} waits. ${reason} Models`);
  expect(line(coming({ state: 'paused' }))).toBe(`The download of ${model} is paused Models`);
});

it('says nothing once a real model answers, or when none comes', () => {
  expect(line({ models: [demo, aModel({ state: 'ready' })], ...coming({ state: 'loading' }) })).toBe('');
  expect(line({})).toBe('');
});

it('says it in Portuguese', async () => {
  await speak('pt-PT');
  onTestFinished(() => speak('en-GB'));
  expect(line(coming({ state: 'loading', secondsLeft: 119 }))).toBe(`${model} está a caminho: 42 %, cerca de 2 min`);
});
