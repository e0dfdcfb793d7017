import type { FailureCode } from '../../failures.ts';
import type { FailureText } from '../types.ts';

export const failures: Record<FailureCode, FailureText> = {
  'connection-refused': {
    title: '此地址没有响应。',
    advice: '请启动服务器，或更正其地址和端口。',
  },
  'no-connection': {
    title: '无法连接到这台机器。',
    advice: '它可能已关机、处于休眠状态或在另一个网络中。',
  },
  'timed-out': {
    title: '服务器未及时响应。',
    advice: '它可能正忙或处于休眠状态。请稍后重试。',
  },
  'name-not-found': {
    title: '你的网络无法识别此主机名。',
    advice: '请检查拼写，或改用 IP 地址。',
  },
  'tls-failed': {
    title: '无法建立安全连接。',
    advice: '请检查证书；如果服务器在你自己的网络中，可使用 http://。',
  },
  'connection-lost': {
    title: '服务器在响应途中断开了连接。',
    advice: '它可能已重新启动。请重试。',
  },
  'address-not-allowed': {
    title: 'Pilotlight 不会连接此类地址。',
    advice: '请使用 http:// 或 https://，并填写本机或你的网络中服务器的地址。',
  },
  'redirect-refused': {
    title: '服务器指向了另一个地址，Pilotlight 没有跟随。',
    advice: '请直接输入最终地址。',
  },
  unauthorised: {
    title: '服务器需要密钥，或未接受所提供的密钥。',
    advice: '请设置此服务器的密钥。',
  },
  forbidden: {
    title: '密钥有效，但没有执行此操作的权限。',
    advice: '请使用权限更高的密钥，或在服务器上授权。',
  },
  'not-found': {
    title: '服务器没有所请求的内容。',
    advice: '请检查地址的路径：有些服务器需要 /v1，有些则不能带。',
  },
  'rate-limited': {
    title: '服务器要求减少请求。',
    advice: '请稍等片刻，然后重试。',
  },
  'server-error': {
    title: '服务器自身出现错误。',
    advice: '请查看其日志。重新启动通常有效。',
  },
  'server-loading': {
    title: '服务器仍在启动。',
    advice: '请等待它加载完模型。',
  },
  'bad-answer': {
    title: '无法理解收到的响应。',
    advice: '请确认此地址是推理服务器，而不是网页。',
  },
  'answer-too-large': {
    title: '响应过大，无法读取。',
    advice: '请确认此地址是推理服务器。',
  },
  'wrong-kind-of-server': {
    title: '此地址上是另一种服务器。',
    advice: '请让 Pilotlight 重新识别类型，或自行选择。',
  },
  'not-supported': {
    title: '此服务器无法执行该操作。',
    advice: '请在服务器自带的 App 中操作，或查看此类服务器支持哪些功能。',
  },
  'model-not-found': {
    title: '服务器不认识此模型。',
    advice: '请在服务器的列表中核对模型的准确名称。',
  },
  'model-busy': {
    title: '模型正在回答其他请求。',
    advice: '请等待它完成，或继续操作并中断该回答。',
  },
  'out-of-memory': {
    title: '内存不足，无法加载此模型。',
    advice: '请卸载其他模型，或以较小的上下文加载此模型。',
  },
  'load-failed': {
    title: '服务器无法加载模型。',
    advice: '请查看服务器的日志，或尝试较小的上下文。',
  },
  'load-not-confirmed': {
    title: '服务器接受了加载请求，但模型没有出现。',
    advice: '请再次查询服务器。如果仍未出现，请查看服务器的日志。',
  },
  'load-goes-on': {
    title: '服务器仍在继续加载。',
    advice: '无法停止。请在加载完成后卸载该模型。',
  },
  'already-in-progress': {
    title: '此操作已在进行中。',
    advice: '请等待它完成。',
  },
  cancelled: { title: '操作已取消。', advice: '随时可以重新开始。' },
  'may-cost-money': {
    title: '这会发送一个可能产生费用的请求。',
    advice: '如果需要，请先确认。',
  },
  'untrusted-sender': {
    title: '请求并非来自 Pilotlight 窗口。',
    advice: '请关闭窗口后重新打开。',
  },
  'invalid-input': {
    title: '输入的内容有误。',
    advice: '请更正后重试。',
  },
  'unknown-server': {
    title: '此服务器已不在列表中。',
    advice: '如果仍在使用，请重新添加。',
  },
  'unknown-model': {
    title: '此模型已不在列表中。',
    advice: '请再次查询服务器，查看它现有的模型。',
  },
  internal: {
    title: 'Pilotlight 内部出现问题。',
    advice: '请重试。如果问题依旧，请拷贝诊断信息并报告。',
  },
  'connection-closed': {
    title: '此窗口与 Pilotlight 的连接已断开。',
    advice: 'Pilotlight 运行后会自动重新连接。',
  },
  'config-missing': {
    title: '未找到网关的配置文件。',
    advice: '请在“设置”中选取文件，或新建一个。',
  },
  'config-unreadable': {
    title: '无法读取网关的配置文件。',
    advice: '请检查其权限。',
  },
  'config-not-a-file': {
    title: '配置路径处的项目不是文件。',
    advice: '请在“设置”中选择其他路径。',
  },
  'config-is-symlink': {
    title: '配置是指向另一个文件的链接，网关不会写入该文件。',
    advice: '请拷贝更改，并在实际文件中修改。',
  },
  'config-read-only': {
    title: '此处的配置为只读。',
    advice: '请拷贝更改，并在管理该文件的地方修改。',
  },
  'config-not-utf8': {
    title: '配置文件不是 UTF-8 文本。',
    advice: '请在编辑器中将其存储为 UTF-8。',
  },
  'config-syntax': {
    title: '配置中有语法错误。',
    advice: '请在所示位置更正，或恢复上一个正常版本。网关在重新启动前会继续使用旧配置。',
  },
  'config-too-large': {
    title: '配置文件异常大，未予读取。',
    advice: '请检查路径是否正确。',
  },
  'config-shape': {
    title: '配置中有一部分不符合网关要求的结构。',
    advice: '请在所示位置更正。其余部分仍可读取。',
  },
  'config-include-refused': {
    title: '这部分配置的引入方式使其无法编辑。',
    advice: '请直接在被引入的文件中修改。',
  },
  'config-changed-meanwhile': {
    title: '在此期间，文件已被他人更改。',
    advice: '请在新文本的基础上再次查看更改，然后保存。',
  },
  'config-check-failed': {
    title: '更改未通过检查，因此未写入任何内容。',
    advice: '请更正标出的内容，然后重新保存。',
  },
  'config-guard': {
    title: '更改会影响到预期之外的内容，因此未写入。',
    advice: '文件保持原样。请改在编辑器中修改。',
  },
  'config-write-failed': {
    title: '无法写入配置。',
    advice: '文件保持原样。请检查可用空间和所在文件夹的权限。',
  },
  'edit-not-possible': {
    title: '此更改不适用于文件的现状。',
    advice: '请在编辑器中修改，或重新载入配置后重试。',
  },
  'backup-failed': {
    title: '无法保留先前的版本，因此未写入任何内容。',
    advice: '请检查可用空间和 Pilotlight 自有文件夹的权限。',
  },
  'undo-not-possible': {
    title: '文件此后又有更改，无法直接恢复。',
    advice: '请查看差异，并应用需要的部分。',
  },
  'cli-missing': {
    title: '未找到 openclaw 命令。',
    advice: '请安装它，或在“设置”中指定其路径。需要它的检查将被略过。',
  },
  'cli-failed': {
    title: 'openclaw 命令因错误而结束。',
    advice: '请在终端中运行以了解详情。',
  },
  'gateway-unreachable': {
    title: '网关未运行。',
    advice: '请使用“openclaw gateway start”启动。',
  },
  'settings-write-failed': {
    title: '无法保存设置。',
    advice: '请检查可用空间和 Pilotlight 文件夹的权限。',
  },
  'history-unavailable': {
    title: '目前无法读取历史记录。',
    advice: '其他功能正常。下次启动时会再次尝试。',
  },
  'key-store-unavailable': {
    title: '系统的密钥存储不可用。',
    advice: '请将其解锁，或改在网关配置中指定密钥。',
  },
  'desktop-only': {
    title: '此操作需要桌面 App。',
    advice: '请在 Pilotlight 有窗口的电脑上操作。',
  },
  'update-failed': {
    title: '无法安装更新。',
    advice: '请重试，或等到下次启动时使用。你也可以手动下载。',
  },
  'demo-failed': {
    title: '无法启动演示。',
    advice: '请重试。详细信息中有它结束前输出的内容。',
  },
};
