/** 个人信息告知 (个人信息保护法 第十七条): who handles it, what for, what kinds, how long, and what people may ask for. */
import { type Html, html } from '../../views/html.ts';
import { BASE, type Site } from '../site.ts';
import { bare, foot } from './frame.ts';

export function privacyPage(site: Site): Html {
  const { keys, roster } = site.parts;
  const { group, operators } = roster;
  const [operator] = operators;
  return bare({
    title: '个人信息怎么用',
    body: html`<main id="main" class="wide plain">
<h1>个人信息怎么用</h1>
<p class="lead">${group.name}由本县企业服务部门办理。这里说明记了您的什么、为什么、给谁看、留多久，您可以要求什么。</p>
<section class="panel"><h2>记了什么</h2><ul>
<li>名册里的：姓名、单位和岗位、联系电话。由您的单位提供。</li>
<li>聊天账号的编号，用来认出是您。不读您的通讯录、位置和别的聊天。</li>
<li>您对机器人说的、在启用的群里说的诉求，发来的照片和文件，评价。</li>
<li>工作人员在网页上看过、下载过什么。</li>
</ul></section>
<section class="panel"><h2>用来做什么</h2><p>登记诉求、交给负责的部门、提醒、回访、统计办理情况。依法履行职责所必需的，法律没有要求另外取得同意；除此以外不用，不买卖，不做别的分析。</p></section>
<section class="panel"><h2>给谁看</h2><ul>
<li>私聊里说的，只给您的企业、办的和协办的部门、调度员和分管的领导看。群里说的，群里的人也看得到；群里的卡片不写电话和证件号。</li>
<li>反映干部和作风的，${keys ? '加密保存，' : ''}只有指定的纪检联系人看得到，网页、报表和日志里都没有。</li>
<li>消息经过您所用的聊天软件的服务器。县里接了大模型的，只在拿不准归谁办时把打过星号的文字给它看，反映干部的和险情从不给。</li>
<li>谁看过、谁导出过，都有记录，可以查。</li>
</ul></section>
<section class="panel"><h2>留多久</h2><p>诉求的办理记录是公务记录，不能改，按档案规定保存；查看记录留 12 个月；不再任职的，从名册里删去以后不再联系。</p></section>
<section class="panel"><h2>您可以</h2><ul>
<li>发“我的信息”，看名册里的您；发“进度”“查 11月”，看您提过的。</li>
<li>要一份、要更正、要删去：找${operator ? `管理员${operator.name}` : '调度专班'}，或者发“转人工”。一份里有名册、账号、您提过的和办过的、在网页上看过的；反映干部的不在里面，由您在私聊里问。办理记录依法要留的，会说明理由。</li>
<li>觉得用得不对：<a href="${BASE}/feedback">投诉建议</a>，或者向网信部门反映。</li>
</ul></section>
<p><a class="button" href="${BASE}">回首页</a></p>
</main>
${foot(site)}`,
  });
}
