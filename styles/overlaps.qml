<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- Parts of mining rights that lie in zones, by kind of zone. Symbol levels keep each kind readable under the next: prefectures lowest, then positions, function zones, belts, red lines, mining rights that overlap each other. -->
<qgis version="3.22" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|Rendering" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" simplifyDrawingHints="1" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" simplifyAlgorithm="0">
  <renderer-v2 type="categorizedSymbol" attr="kind" symbollevels="1" enableorderby="0" forceraster="0">
    <categories>
      <category value="redline" label="生态保护红线 red line" symbol="0" render="true"/>
      <category value='mine' label="矿业权互相重叠 mining rights overlap each other" symbol="1" render="true"/>
      <category value="prefecture" label="地州 prefecture" symbol="2" render="true"/>
      <category value="belt" label="成矿带 belt" symbol="3" render="true"/>
      <category value="position" label="核心与边缘区 core and periphery" symbol="4" render="true"/>
      <category value="function" label="生态功能区 function zone" symbol="5" render="true"/>
      <category value="" label="其他 other" symbol="6" render="true"/>
    </categories>
    <symbols>
      <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="4">
          <Option type="Map">
            <Option name="color" value="240,59,32,150" type="QString"/>
            <Option name="style" value="solid" type="QString"/>
            <Option name="outline_color" value="255,255,255,0" type="QString"/>
            <Option name="outline_style" value="no" type="QString"/>
            <Option name="outline_width" value="0" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="5">
          <Option type="Map">
            <Option name="angle" value="135" type="QString"/>
            <Option name="distance" value="1.8" type="QString"/>
            <Option name="distance_unit" value="MM" type="QString"/>
            <Option name="offset" value="0" type="QString"/>
            <Option name="offset_unit" value="MM" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
          </Option>
          <symbol name="@0@1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" value="255,255,255,230" type="QString"/>
                <Option name="line_style" value="solid" type="QString"/>
                <Option name="line_width" value="0.8" type="QString"/>
                <Option name="line_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="capstyle" value="flat" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="6">
          <Option type="Map">
            <Option name="angle" value="135" type="QString"/>
            <Option name="distance" value="1.8" type="QString"/>
            <Option name="distance_unit" value="MM" type="QString"/>
            <Option name="offset" value="0" type="QString"/>
            <Option name="offset_unit" value="MM" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
          </Option>
          <symbol name="@0@2" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" value="128,0,38,255" type="QString"/>
                <Option name="line_style" value="solid" type="QString"/>
                <Option name="line_width" value="0.4" type="QString"/>
                <Option name="line_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="capstyle" value="flat" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="7">
          <Option type="Map">
            <Option name="line_color" value="255,255,255,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="1.4" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="8">
          <Option type="Map">
            <Option name="line_color" value="215,25,28,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="0.8" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleLine" enabled="1" locked="0" pass="9">
          <Option type="Map">
            <Option name="line_color" value="255,255,255,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="1.6" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="10">
          <Option type="Map">
            <Option name="line_color" value="221,0,221,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="1" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" value="255,255,204,110" type="QString"/>
            <Option name="style" value="solid" type="QString"/>
            <Option name="outline_color" value="140,140,140,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.2" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="LinePatternFill" enabled="1" locked="0" pass="3">
          <Option type="Map">
            <Option name="angle" value="45" type="QString"/>
            <Option name="distance" value="3.2" type="QString"/>
            <Option name="distance_unit" value="MM" type="QString"/>
            <Option name="offset" value="0" type="QString"/>
            <Option name="offset_unit" value="MM" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
          </Option>
          <symbol name="@3@0" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" value="31,78,121,150" type="QString"/>
                <Option name="line_style" value="solid" type="QString"/>
                <Option name="line_width" value="0.18" type="QString"/>
                <Option name="line_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="capstyle" value="flat" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="3">
          <Option type="Map">
            <Option name="line_color" value="31,78,121,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="0.4" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
            <Option name="use_custom_dash" value="1" type="QString"/>
            <Option name="customdash" value="4;1.4" type="QString"/>
            <Option name="customdash_unit" value="MM" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option name="angle" value="90" type="QString"/>
            <Option name="distance" value="3.2" type="QString"/>
            <Option name="distance_unit" value="MM" type="QString"/>
            <Option name="offset" value="0" type="QString"/>
            <Option name="offset_unit" value="MM" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
          </Option>
          <symbol name="@4@0" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" value="128,125,186,200" type="QString"/>
                <Option name="line_style" value="solid" type="QString"/>
                <Option name="line_width" value="0.18" type="QString"/>
                <Option name="line_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="capstyle" value="flat" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option name="line_color" value="74,20,134,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="0.3" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
            <Option name="use_custom_dash" value="1" type="QString"/>
            <Option name="customdash" value="1;1" type="QString"/>
            <Option name="customdash_unit" value="MM" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="5" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="PointPatternFill" enabled="1" locked="0" pass="2">
          <Option type="Map">
            <Option name="distance_x" value="2.8" type="QString"/>
            <Option name="distance_x_unit" value="MM" type="QString"/>
            <Option name="distance_y" value="2.8" type="QString"/>
            <Option name="distance_y_unit" value="MM" type="QString"/>
            <Option name="displacement_x" value="1.4" type="QString"/>
            <Option name="displacement_x_unit" value="MM" type="QString"/>
          </Option>
          <symbol name="@5@0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" value="circle" type="QString"/>
                <Option name="size" value="0.8" type="QString"/>
                <Option name="size_unit" value="MM" type="QString"/>
                <Option name="color" value="65,171,93,255" type="QString"/>
                <Option name="outline_color" value="255,255,255,255" type="QString"/>
                <Option name="outline_style" value="solid" type="QString"/>
                <Option name="outline_width" value="0.12" type="QString"/>
                <Option name="outline_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="offset" value="0,0" type="QString"/>
                <Option name="offset_unit" value="MM" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="2">
          <Option type="Map">
            <Option name="line_color" value="35,139,69,255" type="QString"/>
            <Option name="line_style" value="dot" type="QString"/>
            <Option name="line_width" value="0.4" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="6" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" value="228,228,228,110" type="QString"/>
            <Option name="style" value="solid" type="QString"/>
            <Option name="outline_color" value="102,102,102,255" type="QString"/>
            <Option name="outline_style" value="dash" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="rule-based">
    <rules key="overlap-labels">
      <rule key="label-redline" description="生态保护红线 red lines" filter="&quot;kind&quot; = 'redline' AND &quot;grade&quot; = 'overlap'" scalemindenom="1" scalemaxdenom="250000">
        <settings calloutType="simple">
          <text-style fieldName="concat(&quot;zone&quot;, '\n', if(&quot;area_ha&quot; &lt; 1, format_number(&quot;area_ha&quot; * 10000, if(&quot;area_ha&quot; &lt; 0.01, 2, 0)) || ' m²', format_number(&quot;area_ha&quot;, 2) || ' ha'))" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Bold" fontWeight="75" fontItalic="0" fontSize="8" fontSizeUnit="Point" textColor="128,0,38,255" textOpacity="1" multilineHeight="0.9">
            <families>
              <family name="Noto Sans CJK SC"/>
              <family name="Source Han Sans SC"/>
              <family name="Microsoft YaHei"/>
              <family name="PingFang SC"/>
              <family name="WenQuanYi Zen Hei"/>
            </families>
            <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferNoFill="1" bufferJoinStyle="128"/>
          </text-style>
          <text-format wrapChar="" multilineAlign="1"/>
          <placement placement="1" quadOffset="4" priority="9" centroidWhole="0" centroidInside="1" fitInPolygonOnly="0" dist="0" distUnits="MM" offsetUnits="MM" xOffset="0" yOffset="0"/>
          <rendering obstacle="0" drawLabels="1" labelPerPart="0" scaleVisibility="0"/>
        </settings>
      </rule>
      <rule key="label-mine" description="矿业权互相重叠 mining rights overlap each other" filter="&quot;kind&quot; = 'mine' AND &quot;grade&quot; = 'overlap'" scalemindenom="1" scalemaxdenom="100000">
        <settings calloutType="simple">
          <text-style fieldName="concat(&quot;zone&quot;, '\n', if(&quot;area_ha&quot; &lt; 1, format_number(&quot;area_ha&quot; * 10000, if(&quot;area_ha&quot; &lt; 0.01, 2, 0)) || ' m²', format_number(&quot;area_ha&quot;, 2) || ' ha'))" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Bold" fontWeight="75" fontItalic="0" fontSize="8" fontSizeUnit="Point" textColor="122,1,119,255" textOpacity="1" multilineHeight="0.9">
            <families>
              <family name="Noto Sans CJK SC"/>
              <family name="Source Han Sans SC"/>
              <family name="Microsoft YaHei"/>
              <family name="PingFang SC"/>
              <family name="WenQuanYi Zen Hei"/>
            </families>
            <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferNoFill="1" bufferJoinStyle="128"/>
          </text-style>
          <text-format wrapChar="" multilineAlign="1"/>
          <placement placement="1" quadOffset="4" priority="8" centroidWhole="0" centroidInside="1" fitInPolygonOnly="0" dist="0" distUnits="MM" offsetUnits="MM" xOffset="0" yOffset="0"/>
          <rendering obstacle="0" drawLabels="1" labelPerPart="0" scaleVisibility="0"/>
        </settings>
      </rule>
    </rules>
  </labeling>
  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <previewExpression>concat(&quot;mine&quot;, ' / ', &quot;zone&quot;)</previewExpression>
  <layerGeometryType>2</layerGeometryType>
</qgis>
