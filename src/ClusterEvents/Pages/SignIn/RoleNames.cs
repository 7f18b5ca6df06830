using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Pages.SignIn;

/// <summary>The roles as people call them.</summary>
internal static class RoleNames
{
    private static readonly string[] Known = [Role.Reader, Role.Recorder, Role.Auditor, Role.Administrator];

    public static string Of(string role, Language language) => role switch
    {
        Role.Reader => language.In("người xem", "reader"),
        Role.Recorder => language.In("người ghi", "recorder"),
        Role.Auditor => language.In("kiểm toán viên", "auditor"),
        Role.Administrator => language.In("quản trị viên", "administrator"),
        _ => role,
    };

    /// <summary>
    /// The roles that this program knows; all others alone, for whoever looks why nothing opens. Issuers such as
    /// Keycloak give everyone roles of their own.
    /// </summary>
    public static string[] Told(string[] roles)
    {
        string[] known = [.. roles.Where(Known.Contains)];
        return known.Length > 0 ? known : roles;
    }

    /// <summary>What a role lets its holder do.</summary>
    public static string Meaning(string role, Language language) => role switch
    {
        Role.Reader => language.In("xem mọi dòng thời gian", "reads every timeline"),
        Role.Recorder => language.In("ghi và đính chính", "records and corrects"),
        Role.Auditor => language.In("kiểm chứng sổ", "verifies the record"),
        Role.Administrator => language.In("ghi cho mọi nơi và quản trị", "records for every city and administers"),
        _ => language.In("không mở gì ở đây", "opens nothing here"),
    };

    /// <summary>Roles as a list: “người ghi, quản trị viên hoặc kiểm toán viên”.</summary>
    public static string Any(IReadOnlyList<string> roles, Language language) => roles.Count < 2
        ? string.Concat(roles.Select(role => Of(role, language)))
        : $"{string.Join(", ", roles.SkipLast(1).Select(role => Of(role, language)))} "
            + $"{language.In("hoặc", "or")} {Of(roles[^1], language)}";
}
