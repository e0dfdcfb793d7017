import { assertNever } from '../../../../shared/assert-never.ts';
import type { NamedEdit } from '../../../../shared/config-edits.ts';
import type { Result } from '../../../../shared/result.ts';
import type { ConfigTree } from '../config-files.ts';
import * as chain from './chain-edits.ts';
import * as models from './model-edits.ts';
import type { PlannedEdit } from './planned-edit.ts';

/** The named edits that become steps on the text; whole texts and presets are resolved in change-set.ts. */
export type TextEdit = Exclude<NamedEdit, { edit: 'replace-text' | 'apply-preset' }>;

export function planEdit(tree: ConfigTree, edit: TextEdit): Result<PlannedEdit> {
  switch (edit.edit) {
    case 'set-primary':
      return chain.setPrimary(tree, edit);
    case 'add-fallback':
      return chain.addFallback(tree, edit);
    case 'remove-fallback':
      return chain.removeFallback(tree, edit);
    case 'move-fallback':
      return chain.moveFallback(tree, edit);
    case 'replace-ref':
      return chain.replaceRef(tree, edit);
    case 'reorder-chain':
      return chain.reorderChain(tree, edit);
    case 'use-object-form':
      return chain.writeObjectForm(tree, edit);
    case 'give-own-chain':
      return chain.giveOwnChain(tree, edit);
    case 'inherit-chain':
      return chain.inheritChain(tree, edit);
    case 'set-alias':
      return chain.setAlias(tree, edit);
    case 'set-model-number':
      return models.setModelNumber(tree, edit);
    case 'set-model-name':
      return models.setModelName(tree, edit);
    case 'set-provider-text':
      return models.setProviderText(tree, edit);
    case 'set-timeout':
      return models.setTimeoutSeconds(tree, edit);
    case 'set-preload':
      return models.setPreload(tree, edit);
    case 'add-provider':
      return models.addProvider(tree, edit);
    case 'remove-provider':
      return models.removeProvider(tree, edit);
    case 'add-model':
      return models.addModel(tree, edit);
    case 'remove-model':
      return models.removeModel(tree, edit);
    case 'set-models-mode':
      return models.setModelsMode(tree, edit);
    case 'set-gateway-mode':
      return models.setGatewayMode(tree, edit);
    case 'set-compaction':
      return models.setCompaction(tree, edit);
    case 'set-key-variable':
      return models.setKeyVariable(tree, edit);
    default:
      return assertNever(edit);
  }
}
