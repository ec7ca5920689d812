import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { deploy, documents } from './files.mjs';

const files = readdirSync(join(deploy, 'kubernetes')).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml');
const manifests = files.flatMap((file) => documents('kubernetes', file).map((manifest) => ({ file, manifest })));
const find = (kind, name = 'hub') => manifests.map(({ manifest }) => manifest).find((one) => one.kind === kind && one.metadata.name === name);
const pod = find('Deployment').spec.template;

/** What the compiler finds in the manifests written as literals of their published types: unknown fields and wrong values. */
function typeErrors(list) {
  const folder = mkdtempSync(join(deploy, 'checks', 'node_modules', '.manifests-'));
  try {
    const file = join(folder, 'manifests.ts');
    writeFileSync(file, list.map((manifest, at) =>
      `import type { I${manifest.kind} as T${at} } from 'kubernetes-models/${manifest.apiVersion}';\n` +
      `export const m${at}: T${at} = ${JSON.stringify(manifest)};\n`).join(''));
    const program = ts.createProgram([file], {
      noEmit: true, strict: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [],
    });
    return ts.getPreEmitDiagnostics(program).map((found) => ts.flattenDiagnosticMessageText(found.messageText, '\n'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const { file, manifest } of manifests) {
  test(`${file}: ${manifest.kind} ${manifest.metadata.name} follows the schema of ${manifest.apiVersion}`, async () => {
    const models = await import(`kubernetes-models/${manifest.apiVersion}`);
    new models[manifest.kind](manifest).validate();
  });
}

test('no manifest holds a field that Kubernetes does not know', () => {
  assert.deepEqual(typeErrors(manifests.map(({ manifest }) => manifest)), []);
});

test('the check of fields refuses a misspelt one', () => {
  const wrong = structuredClone(find('Deployment'));
  wrong.spec.template.spec.containers[0].readinesProbe = wrong.spec.template.spec.containers[0].readinessProbe;
  assert.notDeepEqual(typeErrors([wrong]), []);
});

test('the kustomization names every manifest but the example of secrets', () => {
  const [{ resources, namespace }] = documents('kubernetes', 'kustomization.yaml');
  assert.deepEqual([...resources].sort(), files.filter((file) => file !== 'secrets.example.yaml').sort());
  for (const { manifest } of manifests) {
    assert.equal(manifest.kind === 'Namespace' ? manifest.metadata.name : manifest.metadata.namespace, namespace);
  }
});

test('selectors meet the pods, references meet what is there', () => {
  const labels = pod.metadata.labels;
  const selectors = [
    find('Deployment').spec.selector.matchLabels, find('PodDisruptionBudget').spec.selector.matchLabels,
    find('Service').spec.selector, find('Service', 'hub-console').spec.selector,
  ];
  for (const selector of selectors) assert.deepEqual(selector, labels);
  assert.deepEqual(find('HorizontalPodAutoscaler').spec.scaleTargetRef, { apiVersion: 'apps/v1', kind: 'Deployment', name: 'hub' });
  assert.ok(find('ConfigMap', 'hub-settings') && find('Secret', 'hub-secrets'));
  for (const ingress of [find('Ingress'), find('Ingress', 'hub-console')]) {
    for (const { backend } of ingress.spec.rules[0].http.paths) {
      assert.ok(find('Service', backend.service.name).spec.ports.some((port) => port.name === backend.service.port.name));
    }
  }
});

test('only the console is bound to a pod', () => {
  const affinity = 'nginx.ingress.kubernetes.io/affinity';
  assert.equal(find('Ingress', 'hub-console').metadata.annotations[affinity], 'cookie');
  assert.equal(find('Ingress').metadata.annotations[affinity], undefined);
  assert.deepEqual(find('Ingress', 'hub-console').spec.rules[0].http.paths.map(({ path }) => path), ['/console', '/_blazor']);
});

test('probes ask the addresses that Hub answers, and a stop has time to drain', () => {
  const [container] = pod.spec.containers;
  assert.equal(container.livenessProbe.httpGet.path, '/health/live');
  assert.equal(container.readinessProbe.httpGet.path, '/health/ready');
  assert.ok(pod.spec.terminationGracePeriodSeconds >= Number(container.lifecycle.preStop.exec.command[1]) + 25);
});
