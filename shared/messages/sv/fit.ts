import type { fit as english } from '../en/fit.ts';
import type { Translated } from '../types.ts';

export const fit: Translated<typeof english> = {
  'fit.planned.contextTokens': 'Gatewayen planerar med {tokens} tokens, enligt contextTokens.',
  'fit.planned.contextWindow': 'Gatewayen planerar med {tokens} tokens, enligt contextWindow.',
  'fit.planned.loaded': 'Gatewayen planerar med {tokens} tokens, så som modellen är laddad.',
  'fit.planned.discovered': 'Gatewayen planerar med {tokens} tokens, så som den upptäcker modellen.',
  'fit.planned.assumed': 'Inget talar om någon kontext för gatewayen, så den planerar med {tokens} tokens.',

  'fit.blocked':
    'Konfigurationen ger {model} bara {tokens} tokens. Gatewayen godtar den inte och tar nästa länk.',
  'fit.firstRefused':
    '{model} har {given} tokens på servern, men en agents första meddelande tar redan ca {prompt}: servern avvisar det och omgången misslyckas, med eller utan fallback.',
  'fit.silentlyCut':
    'Gatewayen skickar upp till {planned} tokens till {model}, servern behåller {given} och kapar början utan ett ord.',
  'fit.cutAlways':
    '{model} har {given} tokens, men en agents första meddelande tar redan ca {prompt}: servern kapar början utan ett ord.',
  'fit.noRoom':
    'Konfigurationen ger {model} {tokens} tokens, som gatewayens egen prompt fyller: svaren kapas till nästan ingenting.',
  'fit.refusedLater':
    'Gatewayen planerar med {planned} tokens för {model}, servern gav den {given}: långa konversationer avvisas, och då tillfrågas ingen fallback.',
  'fit.largerThanMax': 'Konfigurationen ger {model} {planned} tokens, men den klarar högst {max}.',
  'fit.reloads':
    'Gatewayen begär {asked} tokens, {model} är laddad med {loaded}: nästa meddelande laddar den igen.',
  'fit.secondCopy':
    '{model} är laddad med {loaded} tokens, gatewayen vill ha {planned} och kommer att ladda en andra kopia.',
  'fit.tokensOverWindow': 'contextTokens för {model} ({tokens}) är större än dess contextWindow ({window}).',
  'fit.answerTooLong':
    'maxTokens för {model} ({answer}) lämnar inget av dess {planned} tokens till konversationen.',
  'fit.low': 'Gatewayen varnar för {model}: {planned} tokens är mindre än en femtedel av dess {native}.',
  'fit.wastes':
    'Servern håller {given} tokens för {model}, gatewayen använder {planned}: resten är outnyttjat minne.',

  'fit.fix.set': 'Sätt {field} till {value}',
  'fit.fix.reload': 'Ladda om med {context} tokens',
  'fit.fix.reloadMemory': 'Ladda om med {context} tokens (tar ca {memory:bytes})',
};
