//! What each scope allows, in a sentence (GitLab: `doc/security/tokens/access_token_scopes.md`).

/// English; `None` for a scope this version does not know.
pub fn english(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "api" => {
            "Everything its owner may do through the API, registries and Git included. Choose less where less will do."
        }
        "read_api" => "Reads everything its owner may read through the API, and pulls images and packages.",
        "read_user" => "Reads its owner's profile and the user list.",
        "read_repository" => "Clones and pulls repositories over HTTP.",
        "write_repository" => "Clones and pushes repositories over HTTP. No API.",
        "read_registry" => "Pulls container images.",
        "write_registry" => "Pushes container images.",
        "read_package_registry" => "Downloads packages.",
        "write_package_registry" => "Publishes packages.",
        "read_virtual_registry" => "Pulls images through the dependency proxy.",
        "write_virtual_registry" => "Pulls, pushes and deletes images in the dependency proxy.",
        "create_runner" => "Creates runners.",
        "manage_runner" => "Manages runners.",
        "ai_features" => "Uses GitLab Duo.",
        "k8s_proxy" => "Reaches Kubernetes clusters through an agent.",
        "self_rotate" => "Rotates itself, and nothing else.",
        "read_service_ping" => "Downloads the service ping. Administrators only.",
        "sudo" => "Acts as any user. Administrators only.",
        "admin_mode" => "Uses administrator rights where Admin Mode is on.",
        "read_observability" => "Reads observability data.",
        "write_observability" => "Writes observability data.",
        "granular" => "A fine-grained token: its permissions are chosen one by one.",
        _ => return None,
    })
}

/// Simplified Chinese.
pub fn chinese(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "api" => "所有者可通过 API 进行的一切操作，包括镜像库和 Git。够用即可，请尽量选择更小的范围。",
        "read_api" => "读取所有者可通过 API 读取的一切，并可拉取镜像和软件包。",
        "read_user" => "读取所有者的资料和用户列表。",
        "read_repository" => "通过 HTTP 克隆和拉取仓库。",
        "write_repository" => "通过 HTTP 克隆和推送仓库。不含 API。",
        "read_registry" => "拉取容器镜像。",
        "write_registry" => "推送容器镜像。",
        "read_package_registry" => "下载软件包。",
        "write_package_registry" => "发布软件包。",
        "read_virtual_registry" => "通过依赖代理拉取镜像。",
        "write_virtual_registry" => "在依赖代理中拉取、推送和删除镜像。",
        "create_runner" => "创建 Runner。",
        "manage_runner" => "管理 Runner。",
        "ai_features" => "使用 GitLab Duo。",
        "k8s_proxy" => "通过代理访问 Kubernetes 集群。",
        "self_rotate" => "只能轮换自身。",
        "read_service_ping" => "下载 Service Ping。仅限管理员。",
        "sudo" => "以任何用户的身份操作。仅限管理员。",
        "admin_mode" => "在启用管理员模式的实例上使用管理员权限。",
        "read_observability" => "读取可观测性数据。",
        "write_observability" => "写入可观测性数据。",
        "granular" => "细粒度令牌：权限逐项选定。",
        _ => return None,
    })
}
