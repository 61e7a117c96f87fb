// The words by which a scene is found, in both languages.

export type Language = "en" | "zh-CN";

const CHINESE: Record<string, string> = {
  "Access token": "访问令牌",
  "Select": "选择",
  "Selected tokens": "选中的令牌",
  "Rotate…": "轮换…",
  "Revoke…": "撤销…",
  "Revoke 3 tokens": "撤销 3 个令牌",
  "Rotate 2 tokens": "轮换 2 个令牌",
  "Revoke 2 tokens": "撤销 2 个令牌",
  "Revoke 1 token": "撤销 1 个令牌",
  "All 1 done.": "全部 1 个已完成。",
  "All 2 done.": "全部 2 个已完成。",
  "Copy": "复制",
  "Go on": "继续",
  "Stop": "停止",
  "Pause": "暂停",
  "Close": "关闭",
  "Save result as CSV": "将结果另存为 CSV",
  "Connect to a GitLab": "连接到 GitLab",
  "GitLab server": "GitLab 服务器",
  "Continue": "继续",
  "Sign in": "登录",
  "Sign out": "退出登录",
  "Tokens": "令牌",
  "Rotate": "轮换",
  "Rotating…": "正在轮换…",
  "Revoke": "撤销",
  "No tokens yet": "还没有令牌",
  "No token matches": "没有符合的令牌",
  "Read again": "重新读取",
  "1 row could not be read": "有 1 行无法读取",
  "Show groups and projects": "显示群组和项目",
  "Dismiss": "关闭提示",
  "Dates": "日期",
  "Days are UTC days.": "日期按 UTC 计算。",
  "Find a user": "查找用户",
  "Type three letters or more.": "请至少输入三个字符。",
  "New token": "新建令牌",
  "Create token": "创建令牌",
  "What is certain": "可以确定的",
  "I have stored it": "我已保存",
  "Show": "显示",
  "Hide": "隐藏",
  "Explore the sandbox": "进入沙盒",
  "Sandbox": "沙盒",
  "There is no such page": "没有这个页面",
  "Replace": "更换",
  "Look again": "再查看一次",
  "Activity": "活动",
  "To look after": "需要处理",
  "Without Keyturn": "不通过 Keyturn",
  "Have the lost token revoked": "让 GitLab 撤销丢失的令牌",
  "Choose a project": "选择项目",
  "Find a project": "查找项目",
  "On this GitLab": "此 GitLab 上的",
  "Where you are a member": "您是成员的",
  "Opened in this tab": "在此标签页中打开过",
  "No service accounts": "没有服务账户",
  "Duplicate": "复制为新令牌",
  "As a table": "以表格显示",
  "Export what is shown": "导出显示的内容",
  "Spreadsheet (CSV)": "电子表格 (CSV)",
  "Revoke the old one": "撤销旧令牌",
};

/** Gives the words of a language for the English ones. */
export type Sayer = (english: string) => string;

export function sayer(language: Language): Sayer {
  return (english) => {
    if (language === "en") return english;
    const chinese = CHINESE[english];
    if (chinese === undefined) throw new Error(`no Chinese for ${english}`);
    return chinese;
  };
}
