namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>What a stream is about, as a word within a sentence.</summary>
/// <param name="Kind">One of <see cref="StreamKinds"/>; anything else is a thing on record.</param>
public sealed record KindOfStream(string Kind) : IWorded
{
    public bool IsName => false;

    public object Key => Kind;

    public string In(Language language) => Kind switch
    {
        StreamKinds.City => language.In("địa phương", "city"),
        StreamKinds.Cluster => language.In("cụm", "cluster"),
        StreamKinds.Campaign => language.In("phong trào", "campaign"),
        StreamKinds.Meeting => language.In("hội nghị", "meeting"),
        StreamKinds.Ceremony => language.In("buổi lễ", "ceremony"),
        StreamKinds.Community => language.In("hoạt động vì cộng đồng", "community activity"),
        StreamKinds.Directive => language.In("chỉ đạo", "directive"),
        StreamKinds.Target => language.In("chỉ tiêu", "target"),
        StreamKinds.Evaluation => language.In("đợt chấm điểm", "evaluation"),
        StreamKinds.Commendation => language.In("khen thưởng", "commendation"),
        "activity" => language.In("mục", "entry"),
        _ => language.In("nội dung", "thing"),
    };
}
