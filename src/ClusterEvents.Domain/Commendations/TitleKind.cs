namespace ClusterEvents.Domain.Commendations;

/// <summary>The kind of a title: danh hiệu thi đua, huân chương, bằng khen or giấy khen.</summary>
public enum TitleKind { EmulationTitle, Order, Certificate }
