"""Expressions of policies beside what a careful person writes in Python for the same.

Each function gives exactly what JMESPath gives on every JSON document, whatever its types: null where a property is read of what is no
object, null for a projection over what is no list, 0 is true, `true` is not 1, and a function refuses what it does not take.
"""

from __future__ import annotations

from typing import Any

Json = Any
NUMBERS = (int, float)
"""What JSON calls a number; bool is none."""


class Refused(Exception):
    """What JMESPath calls an error: an argument of a type that the function does not take."""


def is_true(value: Json) -> bool:
    """JMESPath's truth: null, false, and empty texts, lists and objects are false; 0 is true."""
    return not (value is None or value is False or value == "" or value == [] or value == {})


def source_actions(pipeline: Json) -> Json:
    """`Stages[].Actions[] | [?ActionTypeId.Category == 'Source' && ActionTypeId.Provider == 'ECR']`."""
    stages = pipeline.get("Stages") if type(pipeline) is dict else None
    if type(stages) is not list:
        return None
    found = []
    for stage in stages:
        # the flatten takes lists of stages apart
        for one in stage if type(stage) is list else (stage,):
            if type(one) is dict:
                actions = one.get("Actions")
                for action in actions if type(actions) is list else (actions,):
                    if type(action) is dict:
                        kind = action.get("ActionTypeId")
                        if type(kind) is dict and kind.get("Category") == "Source" and kind.get("Provider") == "ECR":
                            found.append(action)
    return found


def deploy_actions(pipeline: Json) -> Json:
    """`Stages[].Actions[] | [?ActionTypeId.Provider == 'ECS' || ActionTypeId.Provider == 'CodeDeployToECS']`."""
    stages = pipeline.get("Stages") if type(pipeline) is dict else None
    if type(stages) is not list:
        return None
    found = []
    for stage in stages:
        for one in stage if type(stage) is list else (stage,):
            if type(one) is dict:
                actions = one.get("Actions")
                for action in actions if type(actions) is list else (actions,):
                    if type(action) is dict:
                        kind = action.get("ActionTypeId")
                        if type(kind) is dict:
                            provider = kind.get("Provider")
                            if provider == "ECS" or provider == "CodeDeployToECS":
                                found.append(action)
    return found


def wanted_controller(action: Json) -> Json:
    """`(ActionTypeId.Provider == 'ECS' && 'ECS') || 'CODE_DEPLOY'`."""
    kind = action.get("ActionTypeId") if type(action) is dict else None
    return "ECS" if type(kind) is dict and kind.get("Provider") == "ECS" else "CODE_DEPLOY"


def image_tag(action: Json) -> Json:
    """`Configuration.ImageTag`."""
    configuration = action.get("Configuration") if type(action) is dict else None
    return configuration.get("ImageTag") if type(configuration) is dict else None


def image_tag_or_latest(action: Json) -> Json:
    """`not_null(Configuration.ImageTag, 'latest')`."""
    configuration = action.get("Configuration") if type(action) is dict else None
    tag = configuration.get("ImageTag") if type(configuration) is dict else None
    return "latest" if tag is None else tag


def name_tag(subnet: Json) -> Json:
    """`Tags[?Key == 'Name'].Value | [0]`."""
    tags = subnet.get("Tags") if type(subnet) is dict else None
    if type(tags) is list:
        for tag in tags:
            if type(tag) is dict and tag.get("Key") == "Name":
                value = tag.get("Value")
                if value is not None:
                    return value
    return None


def in_service(instance: Json) -> Json:
    """`Runtime.status == 'ACTIVE' || Runtime.status == 'DRAINING'`."""
    runtime = instance.get("Runtime") if type(instance) is dict else None
    status = runtime.get("status") if type(runtime) is dict else None
    return status == "ACTIVE" or status == "DRAINING"


def runs(task: Json) -> Json:
    """`Runtime.lastStatus == 'RUNNING'`."""
    runtime = task.get("Runtime") if type(task) is dict else None
    return type(runtime) is dict and runtime.get("lastStatus") == "RUNNING"


def starter(task: Json) -> Json:
    """`not_null(StartedBy, Runtime.startedBy, '')`."""
    if type(task) is not dict:
        return ""
    started = task.get("StartedBy")
    if started is None:
        runtime = task.get("Runtime")
        started = runtime.get("startedBy") if type(runtime) is dict else None
    return "" if started is None else started


def desired(service: Json) -> Json:
    """`` not_null(Runtime.desiredCount, DesiredCount, `0`) ``."""
    if type(service) is not dict:
        return 0
    runtime = service.get("Runtime")
    count = runtime.get("desiredCount") if type(runtime) is dict else None
    if count is None:
        count = service.get("DesiredCount")
    return 0 if count is None else count


def latest_event(service: Json) -> Json:
    """`Runtime.events[].message | [0]`."""
    runtime = service.get("Runtime") if type(service) is dict else None
    events = runtime.get("events") if type(runtime) is dict else None
    if type(events) is list:
        for event in events:
            for one in event if type(event) is list else (event,):
                if type(one) is dict:
                    message = one.get("message")
                    if message is not None:
                        return message
    return None


def trust_statements(role: Json) -> Json:
    """`[AssumeRolePolicyDocument.Statement][]`."""
    if role is None:
        return None
    document = role.get("AssumeRolePolicyDocument") if type(role) is dict else None
    statement = document.get("Statement") if type(document) is dict else None
    if type(statement) is list:
        return [one for one in statement if one is not None]
    return [] if statement is None else [statement]


def is_default(cluster: Json) -> Json:
    """`ClusterName == 'default'`."""
    return type(cluster) is dict and cluster.get("ClusterName") == "default"


def roles_or_none(profile: Json) -> Json:
    """`` Roles || `[]` ``."""
    roles = profile.get("Roles") if type(profile) is dict else None
    return roles if roles or (roles == 0 and roles is not False) else []


def listens_to_trail(rule: Json) -> Json:
    """`State != 'DISABLED' && any([EventPattern."detail-type"][], &@ == 'AWS API Call via CloudTrail')`."""
    if type(rule) is not dict or rule.get("State") == "DISABLED":
        return False
    pattern = rule.get("EventPattern")
    wanted = pattern.get("detail-type") if type(pattern) is dict else None
    return "AWS API Call via CloudTrail" in wanted if type(wanted) is list else wanted == "AWS API Call via CloudTrail"


def none_privileged(task: Json) -> Json:
    """`!(ContainerDefinitions[?Privileged])`."""
    containers = task.get("ContainerDefinitions") if type(task) is dict else None
    if type(containers) is list:
        for container in containers:
            if type(container) is dict:
                privileged = container.get("Privileged")
                if privileged or (privileged == 0 and privileged is not False):
                    return False
    return True


def all_read_only(task: Json) -> Json:
    """`` length((ContainerDefinitions || `[]`)[?ReadonlyRootFilesystem != `true`]) == `0` ``."""
    containers = task.get("ContainerDefinitions") if type(task) is dict else None
    if type(containers) is not list:
        if containers or (containers == 0 and containers is not False):
            raise Refused("length() takes no null")
        return True
    for container in containers:  # noqa: SIM110  # a generator is slower
        if type(container) is not dict or container.get("ReadonlyRootFilesystem") is not True:
            return False
    return True


def fargate_network(task: Json) -> Json:
    """`` NetworkMode == 'awsvpc' && contains(RequiresCompatibilities || `[]`, 'FARGATE') ``."""
    if type(task) is not dict or task.get("NetworkMode") != "awsvpc":
        return False
    compatible = task.get("RequiresCompatibilities")
    if type(compatible) is list or type(compatible) is str:
        return "FARGATE" in compatible
    if compatible or (compatible == 0 and compatible is not False):
        raise Refused("contains() takes a list or a text")
    return False


def secrets_in_environment(task: Json) -> Json:
    """The containers whose environment names a secret, with the names of all of its variables."""
    containers = task.get("ContainerDefinitions") if type(task) is dict else None
    if type(containers) is not list:
        return None
    found = []
    for container in containers:
        environment = container.get("Environment") if type(container) is dict else None
        if type(environment) is not list:
            continue
        named = False
        for variable in environment:
            name = variable.get("Name") if type(variable) is dict else None
            if type(name) is str or type(name) is list:
                named = named or "SECRET" in name or "PASSWORD" in name
            elif name or (name == 0 and name is not False):
                raise Refused("contains() takes a list or a text")
        if named:
            names = []
            for variable in environment:
                for one in variable if type(variable) is list else (variable,):
                    if type(one) is dict:
                        name = one.get("Name")
                        if name is not None:
                            names.append(name)
            found.append({"Container": container.get("Name"), "Variables": names})
    return found


def no_open_default_route(table: Json) -> Json:
    """`!(Runtime.Routes[?DestinationCidrBlock == '0.0.0.0/0' && starts_with(GatewayId || '', 'igw-')])`."""
    runtime = table.get("Runtime") if type(table) is dict else None
    routes = runtime.get("Routes") if type(runtime) is dict else None
    if type(routes) is not list:
        return True
    closed = True
    for route in routes:
        if type(route) is dict and route.get("DestinationCidrBlock") == "0.0.0.0/0":
            gateway = route.get("GatewayId")
            if type(gateway) is str:
                if gateway.startswith("igw-"):
                    closed = False
            elif gateway or (gateway == 0 and gateway is not False):
                raise Refused("starts_with() takes a text")
    return closed


def trail_is_good(trail: Json) -> Json:
    """`` IsMultiRegionTrail == `true` && EnableLogFileValidation == `true` && KMSKeyId != `null` && IsLogging ``."""
    if type(trail) is not dict:
        return False
    if trail.get("IsMultiRegionTrail") is not True or trail.get("EnableLogFileValidation") is not True or trail.get("KMSKeyId") is None:
        return False
    logging = trail.get("IsLogging")
    return bool(logging or (logging == 0 and logging is not False))


def no_open_admin_port(group: Json) -> Json:
    """No ingress from everywhere to port 22 or over all protocols."""
    rules = group.get("SecurityGroupIngress") if type(group) is dict else None
    if type(rules) is not list:
        return True
    for rule in rules:
        if type(rule) is not dict:
            continue
        low: Json = rule.get("FromPort")
        high: Json = rule.get("ToPort")
        if ((type(low) in NUMBERS and low <= 22 and type(high) in NUMBERS and high >= 22) or rule.get("IpProtocol") == "-1") and (
            rule.get("CidrIp") == "0.0.0.0/0" or rule.get("CidrIpv6") == "::/0"
        ):
            return False
    return True


def low_host_ports(task: Json) -> Json:
    """`` ContainerDefinitions[].PortMappings[] | [?HostPort < `1024`].HostPort ``."""
    containers = task.get("ContainerDefinitions") if type(task) is dict else None
    if type(containers) is not list:
        return None
    ports = []
    for container in containers:
        for one in container if type(container) is list else (container,):
            mappings = one.get("PortMappings") if type(one) is dict else None
            if mappings is None:
                continue
            for mapping in mappings if type(mappings) is list else (mappings,):
                if type(mapping) is dict:
                    port: Json = mapping.get("HostPort")
                    if type(port) in NUMBERS and port < 1024:
                        ports.append(port)
    return ports


def all_log(task: Json) -> Json:
    """`all(ContainerDefinitions, &LogConfiguration.LogDriver == 'awslogs' || LogConfiguration.LogDriver == 'awsfirelens')`."""
    containers = task.get("ContainerDefinitions") if type(task) is dict else None
    if containers is None:
        return True
    if type(containers) is not list:
        raise Refused("all() takes a list")
    for container in containers:
        logs = container.get("LogConfiguration") if type(container) is dict else None
        driver = logs.get("LogDriver") if type(logs) is dict else None
        if driver != "awslogs" and driver != "awsfirelens":
            return False
    return True
