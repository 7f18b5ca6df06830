namespace ClusterEvents.Pages.Recording.Model;

/// <summary>How a field is filled in.</summary>
public enum Widget
{
    Line,
    Lines,
    ShortLine,
    Choice,
    Select,
    Checks,
    Members,
    Organisation,
    Person,
    Period,
    Thing,
    Sources,
    Assessments,
    Texts,
}
